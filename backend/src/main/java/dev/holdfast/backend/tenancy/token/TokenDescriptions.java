package dev.holdfast.backend.tenancy.token;

/** What the API's document says of tokens, in a catalog and in the installation alike. */
final class TokenDescriptions {
    static final String LISTING =
            "One's own, and for owners everybody's, newest first, at most 500. None of them can be used by what this tells.";

    static final String MAKING =
            "Told this once; only a hash is kept. A personal one may do what its maker may, at most what its role may, and"
                    + " only where the maker has the role by assignment; one for a service takes an owner. No token manages"
                    + " members, makes tokens or approves.";

    static final String REVOKING = "One's own, or as an owner anybody's. It is refused from the next request on.";

    private TokenDescriptions() {}
}
