-- What people did, which the overview of a catalog shows at each look: the installation's own entries, one for each
-- device whose trust changes, are many times as many and must not be read for it.
create index audit_entry_of_people on audit_entry (catalog_id, sequence desc) where actor <> 'system';
