# Ingests one row per request until the file /tmp/stop exists. It never repeats a request.
#
#   perl client.pl HOST KEY PREFIX WORKERS PAUSE_MS
#
# Half of the workers open a connection for each request. The others keep theirs for 100 requests, or until a response
# says "Connection: close". A request fails if its response is missing or its status is not 200; a worker prints each
# failure. The last line has the numbers of requests and of failures.
use strict;
use warnings;
use IO::Socket::INET;
use Socket qw(SOL_SOCKET SO_RCVTIMEO SO_SNDTIMEO);

my ($host, $key, $prefix, $workers, $pause_ms) = @ARGV;
$| = 1;
$SIG{PIPE} = 'IGNORE';

sub connection {
    my $socket = IO::Socket::INET->new(PeerHost => $host, PeerPort => 8080, Timeout => 10) or die "no connection: $@\n";
    setsockopt($socket, SOL_SOCKET, $_, pack('l!l!', 30, 0)) for SO_RCVTIMEO, SO_SNDTIMEO;
    return $socket;
}

# Sends a row and returns the head of the response, after reading its body.
sub ingest {
    my ($socket, $email, $keeps) = @_;
    my $row = qq({"email":"$email","status":"5.1.1","reason":"550 5.1.1 no such user"});
    my $head = join "\r\n", 'POST /rebound/v1/bounces HTTP/1.1', "Host: $host", "Authorization: Bearer $key",
        'Content-Type: application/json', 'Content-Length: ' . length $row, $keeps ? () : 'Connection: close', '', '';
    my $request = $head . $row;
    (syswrite($socket, $request) // 0) == length $request or die "not sent: $!\n";
    my $response = '';
    until ($response =~ /\A(.*?\r\n)\r\n/s && length($response) >= $+[0] + length_of_body($1)) {
        my $read = sysread $socket, $response, 65_536, length $response;
        die "no response: $!\n" unless defined $read;
        die "closed after " . length($response) . " bytes of a response\n" unless $read;
    }
    return $response =~ s/\r\n\r\n.*//sr;
}

sub length_of_body {
    my ($head) = @_;
    return $head =~ /^content-length: *(\d+)/im ? $1 : die "no Content-Length\n";
}

# Returns the numbers of requests and of failures.
sub work {
    my ($worker) = @_;
    my ($sent, $failed, $socket, $uses) = (0, 0, undef, 0);
    until (-e '/tmp/stop') {
        my $email = sprintf '%s-%d-%d@example.com', $prefix, $worker, ++$sent;
        eval {
            $socket = connection(), $uses = 0 unless $socket;
            my $head = ingest($socket, $email, $worker % 2);
            die +(split /\r\n/, $head)[0] . "\n" unless $head =~ m{\AHTTP/1.1 200 };
            $socket = undef if !($worker % 2) || ++$uses == 100 || $head =~ /^connection: *close/im;
            1;
        } or do {
            ++$failed;
            $socket = undef;
            print 'failed at ', scalar gmtime, ", worker $worker, request $sent: $@";
        };
        select undef, undef, undef, $pause_ms / 1000;
    }
    return ($sent, $failed);
}

# The network of a new pod may not be ready yet.
for (1 .. 30) {
    last if eval { connection() };
    sleep 1;
}

pipe my $results, my $result or die "pipe: $!";
for my $worker (1 .. $workers) {
    defined(my $child = fork) or die "fork: $!";
    next if $child;
    syswrite $result, join(' ', work($worker)) . "\n";
    exit 0;
}
close $result;
my ($sent, $failed) = (0, 0);
while (<$results>) {
    my ($s, $f) = split;
    $sent += $s;
    $failed += $f;
}
print "sent $sent, failed $failed\n";
