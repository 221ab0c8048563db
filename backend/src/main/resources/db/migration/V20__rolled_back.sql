-- When a person rolled the rollout back. Null if nobody did.
alter table rollout add rolled_back_at timestamptz;
-- The owner sees the rows of all catalogs only without FORCE.
alter table rollout no force row level security;
update rollout set rolled_back_at = state_since where state = 'ROLLING_BACK';
alter table rollout force row level security;
