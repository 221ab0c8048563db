package dev.holdfast.backend.tenancy;

import dev.holdfast.contract.operator.identity.Role;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation on the catalog that the path parameter {@code catalog} names, for callers with at least this role there.
 * {@link Access#catalog()} is then that catalog.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface InCatalog {
    /** The role that the caller needs. */
    Role value();
}
