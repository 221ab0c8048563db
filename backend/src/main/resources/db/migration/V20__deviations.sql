-- What appraisal found beside the measurements, a list of DeviationView; null when nothing, which costs nothing.
alter table attestation add column deviations jsonb;

-- By component its highest security version or, since fuses are appraised, an array of that and its anti-rollback fuse.
comment on column attested_version.security_versions is 'see LastKnown';
comment on column device_past.security_versions is 'see LastKnown';
