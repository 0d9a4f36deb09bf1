"""
Pictures as values: what stands where, for templates under `portal/drawing/` to write as SVG. Pure.
"""
