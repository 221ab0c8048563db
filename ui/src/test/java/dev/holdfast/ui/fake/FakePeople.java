package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.MadeToken;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.RoleChange;
import dev.holdfast.contract.operator.identity.TokenKind;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.member.MemberClient;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.token.TokenClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Members and tokens of one catalog with its products, and what was asked for. */
public final class FakePeople implements MemberClient, TokenClient, ProductClient {
    /** What was done, in words. */
    public final List<String> done = new ArrayList<>();

    private final Instant now = Instant.now();
    private final FakeFleet fleet = new FakeFleet();

    @Override
    public List<ProductView> products(String catalog) {
        return fleet.products();
    }

    @Override
    public List<DeviceGroupView> groups(String catalog, String product) {
        return fleet.groups(product);
    }

    @Override
    public ProductView create(String catalog, NewProduct product) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<MemberView> members(String catalog) {
        return catalog.equals("fabrikam")
                ? List.of()
                : List.of(
                        member(1, Grantee.GROUP, "sg-appliances", "Appliance engineers", Role.CONTRIBUTOR, null, null),
                        member(2, Grantee.SUBJECT, "5a3fd2c0-8f1e", "Olivia Okafor", Role.OWNER, null, null),
                        member(3, Grantee.EMAIL, "pia@example.org", "Pia Lund", Role.SECURITY_ANALYST, null, null),
                        member(
                                4,
                                Grantee.SUBJECT,
                                "c77b0e11-90ab",
                                "Rui Costa",
                                Role.PUBLISHER,
                                "Toaster",
                                "Production"));
    }

    private MemberView member(
            int number,
            Grantee kind,
            String grantee,
            String name,
            Role role,
            @Nullable String product,
            @Nullable String group) {
        return new MemberView(
                new UUID(0, number),
                kind,
                grantee,
                "https://id.example",
                name,
                role,
                product,
                group,
                "admin",
                now.minus(Duration.ofDays(number)));
    }

    @Override
    public MemberView assign(String catalog, NewMember member) {
        done.add("give " + member.role() + " to " + member.kind() + " " + member.grantee() + " named " + member.name());
        return members("contoso").getFirst();
    }

    @Override
    public MemberView change(String catalog, String id, RoleChange change) {
        done.add("make " + UUID.fromString(id).getLeastSignificantBits() + " " + change.role());
        return members("contoso").getFirst();
    }

    @Override
    public void remove(String catalog, String id) {
        done.add("remove " + UUID.fromString(id).getLeastSignificantBits());
    }

    @Override
    public List<TokenView> tokens(String catalog) {
        return catalog.equals("fabrikam")
                ? List.of()
                : List.of(
                        token(1, TokenKind.SERVICE, "nightly build", Role.PUBLISHER, 80, null),
                        token(2, TokenKind.PERSONAL, "laptop", Role.READER, 10, null),
                        token(3, TokenKind.SERVICE, "old monitor", Role.READER, -3, null),
                        token(4, TokenKind.SERVICE, "leaked", Role.READER, 50, now.minus(Duration.ofHours(2))));
    }

    private TokenView token(int number, TokenKind kind, String name, Role role, int days, @Nullable Instant revoked) {
        return new TokenView(
                new UUID(0, number),
                kind,
                name,
                kind == TokenKind.SERVICE ? "hfs_Q2xv" : "hfp_a8Zk",
                role,
                null,
                null,
                "olivia",
                now.minus(Duration.ofDays(10)),
                now.plus(Duration.ofDays(days)),
                number == 1 ? now.minus(Duration.ofMinutes(4)) : null,
                revoked,
                revoked == null ? null : "olivia");
    }

    @Override
    public MadeToken make(String catalog, NewToken token) {
        done.add("make " + token.kind() + " " + token.name() + " " + token.role() + " " + token.days());
        return new MadeToken("hfp_secret", tokens("contoso").getFirst());
    }

    @Override
    public void revoke(String catalog, String id) {
        done.add("revoke " + UUID.fromString(id).getLeastSignificantBits());
    }
}
