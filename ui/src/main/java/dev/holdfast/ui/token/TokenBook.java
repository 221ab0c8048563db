package dev.holdfast.ui.token;

import dev.holdfast.contract.operator.identity.MadeToken;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.member.RoleWords;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tokens for a catalog or for the installation. */
interface TokenBook {
    /** Returns what a token is for that is for no part. */
    String whole();

    /** Lists the tokens that meet a filter in pages of so many, those that can be used first; null is any. */
    LinkedPages<TokenView> find(@Nullable String filter, int page);

    /** Makes one, which is told this once. */
    MadeToken make(NewToken token);

    /** Revokes one. */
    void revoke(UUID id);

    /** Says where a token may do something. */
    default String place(TokenView token) {
        return token.product() == null ? whole() : RoleWords.place(token.product(), token.group());
    }
}
