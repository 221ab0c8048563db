-- Tokens by their end, which is the latest of those that are good; by when they were made; and of whoever made them.
create index api_token_by_end on api_token (catalog_id, (least(revoked_at, expires_at)), token_id);
create index api_token_by_age on api_token (catalog_id, made_at, token_id);
create index api_token_of_maker on api_token (catalog_id, issuer, subject);

-- Numbers begin with 1. Of an entry before that nothing would be sealed or verified, since both go on from the number before. Entries that are
-- there already stay as they are.
alter table audit_entry add constraint audit_entry_from_one check (sequence > 0) not valid;
