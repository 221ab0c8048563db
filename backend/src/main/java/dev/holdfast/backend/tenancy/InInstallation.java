package dev.holdfast.backend.tenancy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An operation outside of catalogs. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface InInstallation {
    Audience value();

    /** Groups of callers. */
    enum Audience {
        /** Anyone, signed in or not. */
        ANYONE,
        /** Every caller who is signed in or has an API token. */
        SIGNED_IN,
        /** Callers with any role in the installation. */
        INSTALLATION_READER,
        INSTALLATION_OWNER
    }
}
