package dev.sluice.function.oidc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.ssl.SSLSocketFactory;

/**
 * Connects to one address, whatever the name in the URL resolves to by then: what was checked is what is called. TLS goes
 * on top with the name, so SNI and the check of the certificate's name are as ever.
 */
final class PinnedSockets extends SSLSocketFactory {

    private final SSLSocketFactory tls;
    private final InetAddress address;
    private final CallGuard guard;

    /**
     * Sockets for one call.
     *
     * @param tls makes TLS of a connected socket
     * @param address where to connect
     * @param guard closes the sockets when the call takes too long
     */
    PinnedSockets(SSLSocketFactory tls, InetAddress address, CallGuard guard) {
        this.tls = tls;
        this.address = address;
        this.guard = guard;
    }

    /** What {@link javax.net.ssl.HttpsURLConnection} asks for first; no proxy, for that would resolve the name itself. */
    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket(Proxy.NO_PROXY) {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                super.connect(new InetSocketAddress(address, ((InetSocketAddress) endpoint).getPort()), timeout);
            }
        };
        guard.watch(socket);
        return socket;
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        return tls.createSocket(connected, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("would not be pinned");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("would not be pinned");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("would not be pinned");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("would not be pinned");
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }
}
