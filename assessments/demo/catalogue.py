"""What the demo's bodies award. Numbers are on Ofqual's register; units and wording are ours."""

from awarding.operations.catalogue import CriterionGiven, OutcomeGiven, UnitGiven

REQUIREMENTS = (
    "Every assessment criterion is addressed.",
    "Examples come from the learner's own workplace.",
    "Sources are named where the work of others is used.",
)

LEADERSHIP = UnitGiven(
    code="NL3-300",
    title="Understanding leadership",
    brief=(
        "Write an account of leading a team you know well, of 1,500 to 2,500 words. Set what you"
        " did beside what is written about leadership, and say what you would do differently."
    ),
    requirements=REQUIREMENTS,
    required_documents=("evidence", "cover_sheet"),
    outcomes=(
        OutcomeGiven(
            "Understand what leaders do",
            (
                CriterionGiven(
                    "Explain the difference between managing and leading",
                    "Describes tasks, and does not tell managing from leading.",
                    "Tells the two apart, each with one example from the workplace.",
                    "Shows how one situation needed both, and why the order mattered.",
                ),
                CriterionGiven(
                    "Assess two styles of leading a team",
                    "Names styles without weighing them.",
                    "Weighs two styles against what the team needed.",
                    "Judges the limits of each style from what happened next.",
                ),
            ),
        ),
        OutcomeGiven(
            "Be able to lead a team",
            (
                CriterionGiven(
                    "Describe how you gave direction to a team",
                    "States an aim without saying how the team came to share it.",
                    "Describes what was said and done, and how the team took it.",
                    "Reflects on who did not follow, and what that taught.",
                ),
                CriterionGiven(
                    "Evaluate your own leadership with feedback from others",
                    "Gives an opinion of one's own alone.",
                    "Sets one's own view beside feedback from at least two people.",
                    "Draws a plan for one's own development from where they differ.",
                ),
            ),
        ),
    ),
)

PROBLEMS = UnitGiven(
    code="NL3-301",
    title="Solving problems and making decisions",
    brief="Describe a problem at work, how its causes were found, and how you decided what to do.",
    requirements=REQUIREMENTS,
    required_documents=("evidence", "cover_sheet"),
    outcomes=(
        OutcomeGiven(
            "Know how to describe a problem",
            (
                CriterionGiven(
                    "Describe a problem, its nature, scope and impact",
                    "Names a problem without its scope or impact.",
                    "Describes all three with facts from the workplace.",
                    "Puts figures to the impact and says where they come from.",
                ),
                CriterionGiven(
                    "Gather and interpret information to find its causes",
                    "States a cause without showing how it was found.",
                    "Uses one method of finding causes and reads its outcome rightly.",
                    "Compares two methods and explains what each missed.",
                ),
            ),
        ),
        OutcomeGiven(
            "Know how to decide",
            (
                CriterionGiven(
                    "Weigh at least two solutions and choose one",
                    "Chooses without comparing.",
                    "Compares two solutions on cost, time and effect.",
                    "Tests the choice against what could go wrong.",
                ),
            ),
        ),
    ),
)

REFRIGERANT = UnitGiven(
    code="MT3-041",
    title="Handling refrigerant in vehicle air conditioning",
    brief="Keep a job record of three recoveries and recharges, and explain the law that applies.",
    requirements=("Each job is recorded with date and vehicle.", "The law in force is named."),
    required_documents=("evidence", "observation", "cover_sheet"),
    outcomes=(
        OutcomeGiven(
            "Handle refrigerant safely",
            (
                CriterionGiven(
                    "Record the recovery of refrigerant from three vehicles",
                    "Fewer than three, or quantities missing.",
                    "Three recoveries with quantities before and after.",
                    "Differences in quantity are explained.",
                ),
                CriterionGiven(
                    "Explain the duties of whoever handles refrigerant",
                    "Duties are listed without saying whose they are.",
                    "Explains the duties and to whom they fall.",
                    "Applies the duties to a case from the workshop.",
                ),
            ),
        ),
    ),
)

DECLARATIONS = {
    "authenticity.learner": (
        "This work is my own. Where I used the words, ideas or work of others, or a computer"
        " wrote any of it, I have said so. I agree to it being assessed."
    ),
    "finality.centre": (
        "These are the final versions. We reviewed them against the unit's requirements, we know"
        " of nothing that makes them other than the learner's own work, and tutorial support"
        " stayed within what the unit allows."
    ),
}
