"""Whether the links of a page lead anywhere: inside at once, outside by work in the background."""
