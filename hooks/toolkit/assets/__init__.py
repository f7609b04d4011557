"""Style sheets, scripts, images and the font, published under names that hold their digest."""
