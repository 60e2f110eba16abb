"""What the sources ask of the portal, where each rule is kept, and which tests prove it.

``sources.csv`` has every rule of five public documents of awarding bodies, in our own words, and
``decisions.csv`` what was decided where they are silent. ``since`` is the version that promises a
rule; a rule without one is not built yet.
"""
