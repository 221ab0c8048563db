-- The two settings of Azure Sphere that groups lacked, with its defaults.
alter table device_group
    add column allow_crash_dumps text not null default 'Disabled' check (allow_crash_dumps in ('Enabled', 'Disabled')),
    add column region text not null default 'None' check (region in ('None', 'EU'));
