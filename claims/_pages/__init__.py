"""What makes a page a test: execution, references, links and prose; knows no site builder."""
