-- An image key signs for two years. A job replaces it before.
alter table image_key
    add column expires_at timestamptz not null
        generated always as ((created_at at time zone 'UTC' + interval '2 years') at time zone 'UTC') stored;
create index image_key_ending on image_key (expires_at) where replaced_at is null;
call open_to_owner('image_key', 'select');
