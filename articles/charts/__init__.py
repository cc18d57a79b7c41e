"""Charts as SVG, drawn on the server: pure, themed by classes, no style of their own."""
