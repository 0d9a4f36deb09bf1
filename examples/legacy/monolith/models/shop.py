"""
Which models are about showing what is on offer?
"""

from examples.legacy.monolith.fields import (
    char,
    choice,
    file,
    fk,
    made,
    many,
    relation,
    text,
    whole,
)
from examples.legacy.monolith.values import Model

SHOP = (
    Model(
        name="PlanDocument",
        area="catalogue",
        says="A leaflet.",
        fields=(
            fk("plan", "Plan", "CASCADE", "documents"),
            char("title", 200),
            file("file", "document_path"),
            choice("language", "LANGUAGES", "en", 8),
            relation("comments", "Comment"),
        ),
    ),
    Model(
        name="BenefitTag",
        area="catalogue",
        says="What people search by.",
        fields=(char("name", 60, "unique=True"), many("benefits", "Benefit", "tags"), made()),
    ),
    Model(
        name="Promotion",
        area="catalogue",
        says="What the home page shows.",
        fields=(
            char("title", 120),
            many("plans", "Plan", "promotions", "PromotionSlot"),
            text("body"),
        ),
    ),
    Model(
        name="PromotionSlot",
        area="catalogue",
        says="A plan in a promotion.",
        fields=(
            fk("promotion", "Promotion", "CASCADE", "slots"),
            fk("plan", "Plan", "CASCADE", "slots"),
            whole("position"),
        ),
    ),
)
