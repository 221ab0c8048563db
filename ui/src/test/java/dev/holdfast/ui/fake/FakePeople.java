package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.identity.CreatedToken;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.PersonFields;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.RoleChange;
import dev.holdfast.contract.operator.identity.TokenKind;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.Confirmation;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.member.AccessClient;
import jakarta.ws.rs.ProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Fake members, people and tokens of a catalog. Records changes. The IDs of members and tokens end in their number, from 1. */
public final class FakePeople implements AccessClient {
    /** The changes, such as {@code remove 2}. */
    public final List<String> done = new ArrayList<>();

    /** The confirmation that adding a member requires, or null. */
    public @Nullable Confirmation confirmation;

    private static final List<PersonView> PEOPLE = List.of(
            new PersonView("7f10-petra", "petra.pichler", "Petra Pichler", "petra@contoso.example", true),
            new PersonView("81aa-peter", "peter", "Peter Parra", "peter@contoso.example", false),
            new PersonView("9c3d-robot", "perf-robot", "perf-robot", null, false));

    private final Instant now = Instant.now();
    private final FakeTag tag;

    /** Role that another user gave to every member, or null. */
    private @Nullable Role superseded;

    public FakePeople() {
        this(new FakeTag());
    }

    FakePeople(FakeTag tag) {
        this.tag = tag;
    }

    /** Changes the role of every member, as another user would. */
    public void changeAsAnotherUser(Role role) {
        tag.changeAsAnotherUser();
        superseded = role;
    }

    @Override
    public Access of(String catalog) {
        return new Scope(catalog);
    }

    @Override
    public Access ofInstallation() {
        return new Scope("contoso");
    }

    private final class Scope implements Access {
        private final String catalog;

        private Scope(String catalog) {
            this.catalog = catalog;
        }

        @Override
        public RestResponse<List<MemberView>> members(ListRequest request) {
            return FakePages.of(matching(request.filter()), request.cursor(), request.limit());
        }

        /** Filters by name only. */
        private List<MemberView> matching(@Nullable String filter) {
            String words = filter == null ? "" : filter.toLowerCase(Locale.ROOT);
            return all().stream()
                    .filter(member -> member.name().toLowerCase(Locale.ROOT).contains(words))
                    .toList();
        }

        private List<MemberView> all() {
            return catalog.equals("fabrikam")
                    ? List.of()
                    : List.of(
                            member(
                                    1,
                                    Grantee.GROUP,
                                    "sg-appliances",
                                    "Appliance engineers",
                                    Role.CONTRIBUTOR,
                                    null,
                                    null),
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

        /** Searches people. Refuses a wildcard. The text {@code nobody answers} simulates an unreachable API. */
        @Override
        public List<PersonView> people(String filter) {
            String text = FakeFilters.read(filter, PersonFields.VOCABULARY).terms().stream()
                    .map(Filter.Words.class::cast)
                    .map(Filter.Words::words)
                    .collect(Collectors.joining(" "));
            if (text.equals("nobody answers")) {
                throw new ProcessingException("connection refused");
            }
            if (text.contains("*")) {
                throw new OperatorProblem(
                        Problem.of(ProblemType.INVALID_REQUEST, "filter must have letters and digits.", "req-1"));
            }
            return PEOPLE.stream()
                    .filter(person ->
                            person.toString().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                    .toList();
        }

        @Override
        public InvitedPerson invite(NewPerson person) {
            done.add("invite " + person.userName() + " " + person.email());
            return new InvitedPerson(
                    "Aaaa-bbbb-cccc-dddd-eee2",
                    new PersonView(
                            "0d5e-new",
                            person.userName(),
                            person.firstName() + " " + person.lastName(),
                            person.email(),
                            false));
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
                    now.minus(Duration.ofDays(number)),
                    number == 2 ? now.minus(Duration.ofDays(1)) : null);
        }

        @Override
        public MemberView assign(NewMember member) {
            if (confirmation != null) {
                throw new OperatorProblem(
                        Problem.of(ProblemType.INSUFFICIENT_USER_AUTHENTICATION, "Sign in anew.", "req-2"),
                        confirmation);
            }
            done.add("give " + member.role() + " to " + member.kind() + " " + member.grantee() + " named "
                    + member.name());
            return all().getFirst();
        }

        @Override
        public RestResponse<MemberView> member(String id) {
            MemberView member = all().stream()
                    .filter(one -> one.id().toString().equals(id))
                    .findFirst()
                    .orElseThrow();
            return tag.on(
                    superseded == null
                            ? member
                            : member(
                                    (int) member.id().getLeastSignificantBits(),
                                    member.kind(),
                                    member.grantee(),
                                    member.name(),
                                    superseded,
                                    member.product(),
                                    member.group()));
        }

        @Override
        public MemberView change(String id, String seen, RoleChange change) {
            tag.change(seen);
            done.add("make " + UUID.fromString(id).getLeastSignificantBits() + " " + change.role());
            return all().getFirst();
        }

        @Override
        public void remove(String id, String seen) {
            tag.change(seen);
            done.add("remove " + UUID.fromString(id).getLeastSignificantBits());
        }

        @Override
        public RestResponse<List<TokenView>> tokens(ListRequest request) {
            return FakePages.of(matchingTokens(request.filter()), request.cursor(), request.limit());
        }

        /** Filters by name only. */
        private List<TokenView> matchingTokens(@Nullable String filter) {
            String words = filter == null ? "" : filter.toLowerCase(Locale.ROOT);
            return allTokens().stream()
                    .filter(token -> token.name().toLowerCase(Locale.ROOT).contains(words))
                    .toList();
        }

        private List<TokenView> allTokens() {
            return catalog.equals("fabrikam")
                    ? List.of()
                    : List.of(
                            token(1, TokenKind.SERVICE, "nightly build", Role.PUBLISHER, 80, null),
                            token(2, TokenKind.PERSONAL, "laptop", Role.READER, 10, null),
                            token(3, TokenKind.SERVICE, "old monitor", Role.READER, -3, null),
                            token(4, TokenKind.SERVICE, "leaked", Role.READER, 50, now.minus(Duration.ofHours(2))));
        }

        /** Returns a token that expires in some days, negative for the past. {@code revoked} is the time of revocation, or null. */
        private TokenView token(
                int number, TokenKind kind, String name, Role role, int days, @Nullable Instant revoked) {
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
        public CreatedToken make(NewToken token) {
            done.add("make " + token.kind() + " " + token.name() + " " + token.role() + " " + token.days());
            return new CreatedToken(
                    "hfp_secret", token(1, token.kind(), token.name(), token.role(), token.days(), null));
        }

        @Override
        public void revoke(String id) {
            done.add("revoke " + UUID.fromString(id).getLeastSignificantBits());
        }
    }
}
