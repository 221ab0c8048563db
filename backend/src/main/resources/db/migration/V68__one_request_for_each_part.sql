-- Of what a request is about, which part: a certificate of a device, say. Empty for all of it.
alter table approval add column part text not null default '';

-- One that waits for a part does not stand in the way of one for all of it, or for another part.
drop index approval_pending;
create unique index approval_pending on approval (catalog_id, act, subject, part) where state = 'PENDING';
