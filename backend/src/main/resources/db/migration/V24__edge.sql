-- The edge: what a group demands of connections, how a device's last one was made, and which gateways there are.

-- Devices of the group may only come over a key exchange that a quantum computer would not break.
alter table device_group add column requires_post_quantum boolean not null default false;

-- The key exchange of its last contact, see the contract's KeyExchange.
alter table device add column key_exchange text not null default 'UNKNOWN';

-- Certificates that gateways have shown, or that were revoked before they could. Of the installation, not of a catalog.
create table gateway_certificate (
    fingerprint    bytea primary key check (length(fingerprint) = 32),
    serial_number  text        not null default '',
    not_after      timestamptz,
    first_seen     timestamptz,
    last_seen      timestamptz,
    last_address   text        not null default '',
    revoked_at     timestamptz,
    revoked_by     text        not null default '',
    revoked_reason text        not null default ''
);
create index gateway_certificate_revoked on gateway_certificate (revoked_at) where revoked_at is not null;
grant select, insert, update on gateway_certificate to holdfast_app;
