package dev.holdfast.backend.tenancy.person;

/** What the API's document says of people, in a catalog and in the installation alike. */
final class PersonDescriptions {
    static final String FIND = "Find people";

    static final String FINDING =
            "The identity provider's enabled accounts whose name, user name or e-mail address has each word of text in it, by user"
                    + " name, at most " + FindPeople.MOST
                    + ". For who may give roles. Where the provider is another than Keycloak,"
                    + " or does not let this installation look: 501 not-offered.";

    static final String INVITE = "Invite somebody";

    static final String INVITING =
            "Makes an account at the identity provider, without any role. The first password is told this once, is kept nowhere,"
                    + " and must be changed at the first sign-in; the e-mail address is not verified. For owners of the whole place; nobody may have the"
                    + " address already (409), and one person makes so many a day (50 unless set otherwise; 429). Where approvals take two"
                    + " persons, who invites and who was invited are one. 501 not-offered as for finding.";

    private PersonDescriptions() {}
}
