-- The step of a device whose target an update policy holds. update_code: ID of the policy.
alter table device drop constraint device_update_step_check;
alter table device add constraint device_update_step_check
    check (update_step in ('', 'HELD', 'OFFERED', 'INSTALLED', 'ATTESTED', 'FAILED', 'RETURNED'));
