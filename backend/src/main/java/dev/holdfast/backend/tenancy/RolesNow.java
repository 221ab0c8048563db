package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.tenancy.authority.Authority;
import dev.holdfast.backend.tenancy.authority.GroupRoles;
import dev.holdfast.backend.tenancy.authority.Subject;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What somebody may do now who asked for something before: their roles by assignment are asked anew, while of groups only those
 * are known that their access token named when they asked.
 */
@ApplicationScoped
public class RolesNow {
    private static final String SERVICE =
            "select catalog_id, product_id, group_id, role from service_role($1, $2, $3, $4)";

    private final String ownersGroup;

    RolesNow(
            @ConfigProperty(name = "holdfast.oidc.owners-group", defaultValue = "/installation/owner")
                    String ownersGroup) {
        this.ownersGroup = ownersGroup;
    }

    /** Returns what a person may do. */
    public Uni<Authority> ofPerson(Sql sql, Subject subject) {
        List<GroupRoles.Named> byGroup = GroupRoles.of(subject.groups(), ownersGroup);
        List<String> names = byGroup.stream()
                .map(GroupRoles.Named::catalog)
                .filter(Objects::nonNull)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        return KnownCallers.catalogs(sql, names)
                .chain(catalogs -> KnownCallers.granted(sql, subject)
                        .map(assigned -> KnownCallers.authority(catalogs, byGroup, assigned)));
    }

    /** Returns what a service may do: nothing when its token expired or was revoked. */
    public Uni<Authority> ofService(Sql sql, String name, Subject maker, Instant now) {
        return sql.list(
                        SERVICE,
                        KnownCallers::grant,
                        name.substring(TokenCallers.SERVICE.length()),
                        maker.issuer(),
                        maker.id(),
                        now)
                .map(Authority::new);
    }
}
