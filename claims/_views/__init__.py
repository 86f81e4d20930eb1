"""How results look: every view is drawn from entries alone and knows no tool that shows it."""
