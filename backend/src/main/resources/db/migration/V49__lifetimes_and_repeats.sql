-- How long certificates of devices live that have not expired: what the catalog says, and what it said within the longest life that there is.
-- With it, the index over last attestations finds certificates by when they expire, and no attestation pays for another one (ADR 0031).
alter table certificate_lifetime
    -- The shortest and the longest of before; until then they matter.
    add column least_before int         not null default 1,
    add column most_before  int         not null default 168,
    add column settled_at   timestamptz not null default now() + interval '168 hours';

create function keep_certificate_lifetimes() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        new.least_before := 24;
        new.most_before := 24;
    elsif old.settled_at > new.changed_at then
        new.least_before := least(old.least_before, old.hours);
        new.most_before := greatest(old.most_before, old.hours);
    else
        new.least_before := old.hours;
        new.most_before := old.hours;
    end if;
    new.settled_at := new.changed_at + interval '168 hours';
    return new;
end
$$;
create trigger keep_certificate_lifetimes before insert or update on certificate_lifetime
    for each row execute function keep_certificate_lifetimes();

create function certificate_lifetimes(of_catalog uuid, at timestamptz) returns table (least_hours int, most_hours int)
    language sql stable
    begin atomic
        select case when l.settled_at > at then least(l.hours, l.least_before) else l.hours end,
               case when l.settled_at > at then greatest(l.hours, l.most_before) else l.hours end
        from certificate_lifetime l where l.catalog_id = of_catalog
        union all
        select 24, 24 where not exists (select from certificate_lifetime l where l.catalog_id = of_catalog);
    end;

-- Requests that may be sent again without being done again (ADR 0032). What was answered is kept for a day.

create table idempotency_key (
    catalog_id   uuid        not null,
    -- Who asked: a subject of a provider, and the name that the audit log knows; a token of theirs is another one.
    issuer       text        not null,
    subject      text        not null,
    actor        text        not null,
    key          text        not null check (length(key) between 1 and 255),
    -- Of method, address, media type and body.
    fingerprint  bytea       not null check (length(fingerprint) = 32),
    begun_at     timestamptz not null,
    leased_until timestamptz not null,
    -- Null while it is being done.
    status       int,
    media_type   text,
    location     text,
    tag          text,
    -- Null where there was none, or none that is kept.
    answer       bytea,
    primary key (catalog_id, issuer, subject, actor, key)
);
create index idempotency_key_age on idempotency_key (catalog_id, begun_at);
alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
create policy own_catalog on idempotency_key using (catalog_id = current_catalog_id());
grant select, insert, update, delete on idempotency_key to holdfast_app;
