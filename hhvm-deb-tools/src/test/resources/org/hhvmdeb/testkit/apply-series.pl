# Applies the series of each unpacked source given on standard input, one directory a line, with the very code that
# dpkg-source -x runs after unpacking, and writes one line for each into the file named by the first argument.
use strict;
use warnings;
use Dpkg::Source::Quilt;

my ($list, $results) = @ARGV;
open my $in, '<', $list or die "$list: $!";
open my $out, '>', $results or die "$results: $!";
while (my $dir = <$in>) {
    chomp $dir;
    my $done = eval {
        my $quilt = Dpkg::Source::Quilt->new($dir);
        $quilt->save_db();
        $quilt->push(verbose => 1, timestamp => time) while $quilt->next();
        1;
    };
    my $why = $done ? '' : "$@";
    $why =~ s/\s+/ /g;
    print { $out } ($done ? 'accepted' : "refused $why"), "\n";
}
close $out or die "$results: $!";
