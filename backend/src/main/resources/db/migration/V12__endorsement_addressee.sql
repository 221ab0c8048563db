-- What a maker says of a chip beside its keys: which part it is, empty when the list does not say, and whom it is for:
-- the name of the one catalog that may claim it, or null when any may.
alter table endorsement
    add column sku text not null default '' check (length(sku) <= 32),
    add column catalog_name text check (catalog_name ~ '^[A-Za-z0-9_-]{1,50}$');
