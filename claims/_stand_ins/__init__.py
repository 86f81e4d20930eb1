"""Two small models trained here, to run where no real weights can be: never counted as real."""
