"""The starter library: families of stems written as note patterns, rendered, mixed and encoded."""
