-- The members of a case stand in the case itself, in order; read one by one they are rows of this view.
-- An activity that is gone (its adding was undone) is a member of nothing.
CREATE VIEW planning_overlapmember WITH (security_invoker = true) AS
SELECT overlap.id AS overlap_id, activity.id AS activity_id
FROM planning_overlap overlap
CROSS JOIN LATERAL unnest(overlap.member_keys) AS member (key)
JOIN partners_activity activity ON activity.id = member.key;
