-- What is read of very many rows at once stands where reading it is cheap.

-- How many devices are silent, without looking at each. last_seen changes with every contact, and an index over it would
-- make each contact more expensive (no heap-only update). The hour of it changes once an hour, so an index over that costs
-- a contact nothing most of the time, and whoever counts looks at devices of one single hour, the one that a day ago is in.
alter table device
    add column seen_hour timestamptz
        generated always as (date_bin('1 hour', coalesce(last_seen, claimed_at), timestamptz '2000-01-01 00:00:00+00'))
        stored;
create index device_seen on device (catalog_id, seen_hour);

-- A replay reads the evidence of very many attestations and nothing else of them. So when a row is too long, it is everything
-- else that moves out of it: evidence that has to be fetched from elsewhere more than doubles what reading it costs.
alter table attestation alter column evidence set storage main;
