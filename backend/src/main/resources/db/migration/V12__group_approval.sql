alter table device_group
    -- Whether each deployment to the group needs approval.
    add requires_approval boolean not null default false;
