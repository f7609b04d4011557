"""What a build costs on a generated corpus, beside other generators on the same content. Never a test."""
