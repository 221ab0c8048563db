-- How many certificates each device's newest attestation has been good for so far, its own two among them. A row of its own is what
-- statements at the same moment wait for, so that together they record no more than they may (R__enrolment.sql). No grants: functions
-- alone touch it. What a device that left leaves behind is overwritten should it come back.
create table enrolment_count (
    catalog_id   uuid        not null,
    device_id    bytea       not null,
    attested_at  timestamptz not null,
    certificates int         not null check (certificates between 2 and 32),
    primary key (catalog_id, device_id)
) with (fillfactor = 80);
alter table enrolment_count enable row level security;
alter table enrolment_count force row level security;
create policy own_catalog on enrolment_count using (catalog_id = current_catalog_id());
create policy owner_does on enrolment_count to current_user using (true) with check (true);

-- The function counted certificates itself before.
drop policy owner_looks_for_enrolment on issued_certificate;
