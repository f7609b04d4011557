-- What our forms need beyond pandoc's Markdown, in Word (docx) and in OpenDocument (odt).
-- The styles named here are those of the reference documents (overrides/forms/README.md).

local docx = FORMAT == "docx"
local BOX = "☐"

local function styled(blocks, style)
  return pandoc.Div(blocks, pandoc.Attr("", {}, { ["custom-style"] = style }))
end

local function raw(xml)
  return pandoc.RawBlock("opendocument", xml)
end

-- Word: a blank is a placeholder, which one click replaces (ECMA-376, part 1, 17.5.2).
function Span(span)
  if docx and span.attributes["custom-style"] == "Blank" then
    local text = pandoc.utils.stringify(span):gsub("[&<>]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" })
    return pandoc.RawInline("openxml", "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>"
      .. '<w:r><w:rPr><w:rStyle w:val="Blank"/></w:rPr><w:t xml:space="preserve">' .. text .. "</w:t></w:r>"
      .. "</w:sdtContent></w:sdt>")
  end
end

-- A paragraph before a table stays on its page.
function Blocks(blocks)
  for i = 1, #blocks - 1 do
    if blocks[i].t == "Para" and blocks[i + 1].t == "Table" then
      blocks[i] = styled({ blocks[i] }, "BeforeTable")
    end
  end
  return blocks
end

-- OpenDocument: the indentation of the style alone, without that of pandoc.
function BlockQuote(quote)
  if not docx then
    return styled(quote.content, "Quotations")
  end
end

-- OpenDocument: a list to tick has boxes as bullets, where pandoc writes a box after each bullet.
function BulletList(list)
  if docx then
    return nil
  end
  local blocks = { raw('<text:list text:style-name="Tick_20_boxes">') }
  for _, item in ipairs(list.content) do
    local words = item[1].content
    if words[1].text ~= BOX then
      return nil
    end
    item[1] = pandoc.Para({ table.unpack(words, 3) })
    table.insert(blocks, raw("<text:list-item>"))
    table.insert(blocks, styled(item, "TickBox"))
    table.insert(blocks, raw("</text:list-item>"))
  end
  table.insert(blocks, raw("</text:list>"))
  return blocks
end
