-- Consumers of events, and alerts.

-- How far a consumer has read the events of a catalog.
create table event_consumer (
    catalog_id   uuid        not null,
    name         text        not null check (name in ('alerts')),
    -- Position after the last page whose effects are stored: EventPosition. Null before the first page.
    position     text,
    -- Highest sequence number so far, to continue in a restored database, where positions mean something else.
    sequence     bigint      not null default 0,
    -- The process that reads now.
    runner       uuid        not null,
    leased_until timestamptz not null,
    primary key (catalog_id, name)
);
call isolate_catalog('event_consumer', 'select, insert, update');

-- Alerts: one row for each rule and combination of values that its events share.
create table alert (
    catalog_id        uuid        not null,
    alert_id          uuid        not null default gen_random_uuid(),
    rule              text        not null,
    -- SHA-256 of the labels.
    key               bytea       not null check (length(key) = 32),
    labels            jsonb       not null,
    severity          text        not null check (severity in ('CRITICAL', 'WARNING', 'NOTICE')),
    title             text        not null,
    next_step         text        not null,
    rollout_id        uuid,
    -- PENDING: the threshold is not reached, and nobody sees the alert.
    state             text        not null check (state in ('PENDING', 'OPEN', 'ACKNOWLEDGED', 'SUPPRESSED', 'RESOLVED')),
    state_since       timestamptz not null,
    suppressed_until  timestamptz check ((suppressed_until is null) = (state <> 'SUPPRESSED')),
    priority          text        not null default 'NORMAL' check (priority in ('HIGH', 'NORMAL', 'LOW')),
    assignee          text        not null default '',
    -- Exact numbers of rows of alert_subject that are not cleared; devices are a part of the subjects.
    devices           bigint      not null default 0 check (devices >= 0),
    subjects          bigint      not null default 0 check (subjects >= devices),
    events            bigint      not null default 0,
    openings          int         not null default 0,
    first_seen        timestamptz not null,
    last_seen         timestamptz not null,
    -- From the rule. Null thresholds: the first event opens the alert.
    threshold_devices int,
    threshold_events  int,
    threshold_within  interval,
    resolve_after     interval,
    primary key (catalog_id, alert_id),
    unique (catalog_id, rule, key)
);
create index alert_last_seen on alert (catalog_id, last_seen desc);
create index alert_suppressed on alert (suppressed_until) where suppressed_until is not null;
create index alert_unresolved on alert (catalog_id, last_seen) where resolve_after is not null and state not in ('PENDING', 'RESOLVED');
call isolate_catalog('alert', 'select, insert, update');
call open_to_owner('alert', 'select', 'delete');

-- Devices and other subjects of an alert, such as rollouts.
create table alert_subject (
    catalog_id uuid        not null,
    alert_id   uuid        not null,
    subject    text        not null,
    is_device  boolean     not null,
    first_seen timestamptz not null,
    last_seen  timestamptz not null,
    events     bigint      not null,
    -- Null while the subject is affected.
    cleared_at timestamptz,
    primary key (catalog_id, alert_id, subject),
    foreign key (catalog_id, alert_id) references alert on delete cascade
);
create index alert_subject_affected on alert_subject (catalog_id, subject) where cleared_at is null;
create index alert_subject_newest on alert_subject (catalog_id, alert_id, last_seen desc);
call isolate_catalog('alert_subject', 'select, insert, update');
call open_to_owner('alert_subject', 'select', 'delete');

-- Numbers of events of alerts with a threshold of events, in twelfths of its window.
create table alert_window (
    catalog_id uuid        not null,
    alert_id   uuid        not null,
    begins_at  timestamptz not null,
    events     bigint      not null,
    primary key (catalog_id, alert_id, begins_at),
    foreign key (catalog_id, alert_id) references alert on delete cascade
);
call isolate_catalog('alert_window', 'select, insert, update, delete');
call open_to_owner('alert_window', 'delete');

-- History of alerts.
create table alert_step (
    catalog_id uuid        not null,
    alert_id   uuid        not null,
    number     bigint      generated always as identity,
    at         timestamptz not null,
    step       text        not null,
    -- User name; empty for Holdfast.
    by         text        not null,
    text       text        not null,
    primary key (catalog_id, alert_id, number),
    foreign key (catalog_id, alert_id) references alert on delete cascade
);
call isolate_catalog('alert_step', 'select, insert');
call open_to_owner('alert_step', 'delete');
