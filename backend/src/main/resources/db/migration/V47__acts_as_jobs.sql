-- Acts on up to 100,000 devices that nobody waits for: which devices is settled when the job begins, the rest is done page by page.

create table device_job (
    catalog_id      uuid        not null,
    job_id          uuid        not null,
    act             text        not null check (act in ('MOVE', 'TAG', 'CLAIM', 'BLOCK', 'UNBLOCK')),
    state           text        not null check (state in ('RUNNING', 'FINISHED', 'CANCELLED', 'FAILED')),
    -- What is to be done, for the feature that the act belongs to.
    wish            jsonb       not null,
    filter          text,
    reason          text        not null default '',
    -- Who began it, and what that is asked by whether they still may: at every page.
    started_by      text        not null,
    display_name    text        not null,
    issuer          text        not null,
    subject         text        not null,
    member_of       text[]      not null,
    token           bytea,
    started_at      timestamptz not null,
    finished_at     timestamptz,
    devices_in_all  bigint      not null default 0,
    changed         bigint      not null default 0,
    unchanged       bigint      not null default 0,
    refused         bigint      not null default 0,
    -- The page that comes next; which backend is at it, until when the others leave it alone, and how often it was begun.
    page            int         not null default 0,
    runner          uuid,
    leased_until    timestamptz not null,
    attempts        int         not null default 0,
    failure         text,
    primary key (catalog_id, job_id)
);
create index device_job_newest on device_job (catalog_id, started_at desc);
create index device_job_running on device_job (leased_until) where state = 'RUNNING';

-- The devices, in the order of their IDs; gone when the job has ended.
create table device_job_page (
    catalog_id uuid    not null,
    job_id     uuid    not null,
    page       int     not null,
    device_ids bytea[] not null,
    primary key (catalog_id, job_id, page),
    foreign key (catalog_id, job_id) references device_job on delete cascade
);

create table device_job_refusal (
    catalog_id uuid  not null,
    job_id     uuid  not null,
    device_id  bytea not null,
    code       text  not null,
    reason     text  not null,
    primary key (catalog_id, job_id, device_id),
    foreign key (catalog_id, job_id) references device_job on delete cascade
);

do $$
declare
    walled text;
begin
    foreach walled in array array['device_job', 'device_job_page', 'device_job_refusal']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy own_catalog on %I using (catalog_id = current_catalog_id())', walled);
        execute format('grant select, insert, update, delete on %I to holdfast_app', walled);
    end loop;
end
$$;
-- What device_jobs_waiting needs as the owner; and a job's rows go with it.
create policy owner_looks on device_job for select to current_user using (true);

-- Which jobs nobody is at, the one that waits longest first.
create function device_jobs_waiting(now timestamptz) returns table (catalog_id uuid, job_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select j.catalog_id, j.job_id from device_job j
        where j.state = 'RUNNING' and j.leased_until <= now
        order by j.leased_until limit 20;
    end;
revoke execute on function device_jobs_waiting(timestamptz) from public;
grant execute on function device_jobs_waiting(timestamptz) to holdfast_app;
