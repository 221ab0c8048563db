-- The functions for certificate requests (R__enrolment.sql) ask, as the owner and across catalogs, whether a device lost a
-- certificate since it last attested.
create policy owner_looks_for_enrolment on certificate_revocation for select to current_user using (true);
