package dev.holdfast.sim.hsm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.id.P256PublicKey;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.interfaces.ECPublicKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that standard TLS clients authenticate with keys that stay in the chip (mutual TLS 1.3). */
class MutualTlsTest {
    private static final int SECONDS = 60;
    private static final int GREETING = 0x42;

    @TempDir
    private Path directory;

    private TestAuthority authority;
    private Pluton pluton;
    private SSLServerSocket server;

    /** What the server sees of a client. */
    private record Seen(String protocol, P256PublicKey key) {}

    @BeforeEach
    void a_chip_and_a_server_that_wants_certificates() throws Exception {
        PlutonProvider.install();
        authority = new TestAuthority();
        pluton = Pluton.manufacture(directory, TestKeys.somePublicKey(), DebugState.DISABLED_PERMANENTLY);
        server = (SSLServerSocket) authority
                .serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(true);
        server.setSoTimeout((int) TimeUnit.SECONDS.toMillis(SECONDS));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @Test
    void a_jsse_client_authenticates_with_a_client_key() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PlutonProvider.NAME);
        generator.initialize(new PlutonKeySpec(pluton, KeyRole.CUSTOMER));
        KeyPair pair = generator.generateKeyPair();
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(
                keyManagers((PlutonKey) pair.getPrivate()).getKeyManagers(),
                authority.trust().getTrustManagers(),
                null);
        CompletableFuture<Seen> seen = serveOnce();

        try (SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(SECONDS));
            socket.getOutputStream().write(GREETING);
            assertThat(socket.getInputStream().read()).isEqualTo(GREETING);
        }

        assertThat(seen.get(SECONDS, TimeUnit.SECONDS))
                .isEqualTo(new Seen("TLSv1.3", P256PublicKey.of((ECPublicKey) pair.getPublic())));
    }

    @Test
    void a_netty_client_authenticates_with_a_tenant_key_through_ioctls() throws Exception {
        pluton.generateClientAuthKeys();
        pluton.commitClientAuthKeys();
        PlutonKey key = PlutonKey.ofTenant(pluton.device(new Caller.Application(new TenantId("contoso"))));
        SslContext context = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3")
                .keyManager(keyManagers(key))
                .trustManager(authority.trust())
                .build();
        CompletableFuture<Seen> seen = serveOnce();

        assertThat(nettyEcho(context)).isEqualTo(GREETING);

        assertThat(seen.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(new Seen("TLSv1.3", key.publicKey()));
    }

    /** Connects with Netty, sends the greeting, and returns the first byte of the response. */
    private int nettyEcho(SslContext context) throws Exception {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        NioEventLoopGroup group = new NioEventLoopGroup(1);
        try {
            new Bootstrap()
                    .group(group)
                    .channel(NioSocketChannel.class)
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline()
                                    .addLast(context.newHandler(channel.alloc(), "localhost", server.getLocalPort()))
                                    .addLast(new FirstByte(answer));
                        }
                    })
                    .connect(InetAddress.getLoopbackAddress(), server.getLocalPort())
                    .sync()
                    .channel()
                    .writeAndFlush(Unpooled.copiedBuffer(new byte[] {GREETING}))
                    .sync();
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } finally {
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
        }
    }

    /** Returns key managers that present a certificate for the key. */
    private KeyManagerFactory keyManagers(PlutonKey key) throws Exception {
        KeyStore store = KeyStore.getInstance(PlutonProvider.KEY_STORE);
        store.load(null, null);
        store.setKeyEntry(
                "client", key, null, authority.issue("device", key.publicKey().toJca()));
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(store, null);
        return keyManagers;
    }

    /** Accepts one connection and sends its first byte back. */
    private CompletableFuture<Seen> serveOnce() {
        CompletableFuture<Seen> seen = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (SSLSocket client = (SSLSocket) server.accept()) {
                client.setSoTimeout((int) TimeUnit.SECONDS.toMillis(SECONDS));
                client.getOutputStream().write(client.getInputStream().read());
                ECPublicKey key = (ECPublicKey)
                        client.getSession().getPeerCertificates()[0].getPublicKey();
                seen.complete(new Seen(client.getSession().getProtocol(), P256PublicKey.of(key)));
            } catch (Exception e) {
                seen.completeExceptionally(e);
            }
        });
        return seen;
    }

    private static final class FirstByte extends SimpleChannelInboundHandler<ByteBuf> {
        private final CompletableFuture<Integer> answer;

        FirstByte(CompletableFuture<Integer> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            answer.complete((int) message.getByte(0));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            answer.completeExceptionally(cause);
        }
    }
}
