-- A replay that fails again and again at the same devices ends, and says why.

alter table policy_replay
    -- How often a backend began with the devices behind cursor since that last moved.
    add column attempts int not null default 0,
    -- Why it failed, or failed last: a sentence for people.
    add column failure text;
alter table policy_replay drop constraint policy_replay_state_check;
alter table policy_replay add constraint policy_replay_state_check
    check (state in ('RUNNING', 'FINISHED', 'CANCELLED', 'OVERTAKEN', 'FAILED'));

-- What an approver sees of a policy's activation, as it was when somebody asked: a ProposedPolicy. Null of other acts, and
-- of those from before.
alter table approval add column policy jsonb;
