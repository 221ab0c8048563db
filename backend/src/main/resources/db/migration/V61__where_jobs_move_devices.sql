-- Where the devices were and are that a job has moved so far, for its entry in the audit log: bounded, whatever the job is about.
alter table device_job add column moves jsonb not null default '{}';
