// NumberingPlan
