package dev.holdfast.backend.tenancy.member;

/** What the API's document says of giving roles, in a catalog and in the installation alike. */
final class MemberDescriptions {
    static final String GIVING =
            " Takes an owner of the place, who cannot give roles to themselves. It counts from the grantee's next request on; an"
                    + " e-mail address becomes a subject when somebody first comes with it, verified by the identity provider.";

    private MemberDescriptions() {}
}
