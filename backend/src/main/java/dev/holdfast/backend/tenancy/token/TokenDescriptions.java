package dev.holdfast.backend.tenancy.token;

import dev.holdfast.contract.operator.identity.NewToken;

/** What the API's document says of tokens, in a catalog and in the installation alike. */
final class TokenDescriptions {
    static final String LISTING =
            "One's own, and for owners everybody's where they own. What can be used comes first: by when it ends, or ended, the latest first"
                    + " (-end). None of them can be used by what this tells.";

    static final String MAKING =
            "Told this once; only a hash is kept. A personal one may do what its maker may, at most what its role may, and"
                    + " only where the maker has the role by assignment; one for a service takes an owner. No token manages"
                    + " members, makes tokens or approves. One person has at most " + NewToken.MOST_OF_ONE
                    + " good ones, those for services among them, and a catalog " + NewToken.MOST_IN_ALL + ".";

    static final String REVOKING = "One's own, or as an owner anybody's. It is refused from the next request on.";

    private TokenDescriptions() {}
}
