package dev.plinth.cli.launch;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Connection between a command's process and a daemon. A message is its kind in one byte, the number of bytes that follow in
 * four, and these bytes.
 */
final class DaemonConnection implements Closeable {

    /** Most bytes of a message; a longer output is split. */
    private static final int MAXIMUM = 1 << 16;

    private static final int HEADER = 5;

    private final SocketChannel channel;

    DaemonConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects to a daemon.
     *
     * @throws IOException when none listens there
     */
    static DaemonConnection to(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new DaemonConnection(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Kinds of messages. */
    enum Kind {
        /** To the daemon: run a command; a {@link DaemonRequest}. */
        RUN('R'),
        /** To the daemon: report its state. */
        STATUS('S'),
        /** To the daemon: end after the current command. */
        STOP('Q'),
        /** To the daemon: the command's process got a signal. */
        SIGNAL('G'),
        /** From the daemon: the answer to STATUS and STOP. */
        ANSWER('A'),
        /** From the daemon: the command runs. */
        ACCEPTED('Y'),
        /** From the daemon: it cannot run the command; another process must. */
        DECLINED('N'),
        /** From the daemon: bytes of the standard output. */
        OUT('O'),
        /** From the daemon: bytes of the standard error. */
        ERR('E'),
        /** From the daemon: the exit code, in four bytes. */
        EXIT('X');

        private final char code;

        Kind(char code) {
            this.code = code;
        }

        private static Kind of(byte code) throws IOException {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IOException("not a message of Plinth's daemon");
        }
    }

    /** A message. */
    static final class Message {
        private final Kind kind;
        private final byte[] content;

        Message(Kind kind, byte[] content) {
            this.kind = kind;
            this.content = content;
        }

        /** Returns the kind. */
        Kind kind() {
            return kind;
        }

        /** Returns the bytes. */
        byte[] content() {
            return content;
        }
    }

    /**
     * Sends a message; several threads may.
     *
     * @throws IOException when the other side has ended
     */
    void send(Kind kind, byte... content) throws IOException {
        send(kind, content, 0, content.length);
    }

    private synchronized void send(Kind kind, byte[] content, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER + length);
        buffer.put((byte) kind.code).putInt(length).put(content, offset, length).flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /**
     * Receives the next message.
     *
     * @return null at the end of the connection
     * @throws IOException when the connection fails, or the other side sends anything else
     */
    @Nullable
    Message receive() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (!fill(header)) {
            return null;
        }
        Kind kind = Kind.of(header.get());
        int length = header.getInt();
        if (length < 0 || length > MAXIMUM) {
            throw new IOException("not a message of Plinth's daemon");
        }
        ByteBuffer content = ByteBuffer.allocate(length);
        return fill(content) ? new Message(kind, content.array()) : null;
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        buffer.flip();
        return true;
    }

    /** Returns a stream whose bytes are messages. */
    OutputStream stream(Kind kind) {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                send(kind, (byte) octet);
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                for (int done = 0; done < length; done += MAXIMUM) {
                    send(kind, octets, offset + done, Math.min(MAXIMUM, length - done));
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
