"""Rules that stand nowhere."""


class NoRules:
    def where(self, rule):
        assert rule
