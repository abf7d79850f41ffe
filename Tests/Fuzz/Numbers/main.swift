import Fuzzing
import NumberingPlan

let regions = Region.all

// The first byte picks a region, the rest is a number. Whatever it is, it has a status, a valid one's E.164 form reads
// as possible, and a listing of it is one row of six columns a line.
fuzz { bytes in
  guard let first = bytes.first else { return }
  let region = Int(first) < regions.count ? regions[Int(first)] : nil
  let text = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
  let number = NumberingPlan.parse(text, defaultRegion: region)
  precondition(number.callingCode != 0 || number.national.isEmpty)
  for format in PhoneNumber.Format.allCases {
    precondition(number.formatted(format).isEmpty == (number.callingCode == 0))
  }
  if number.isValid {
    let again = NumberingPlan.parse(number.e164, defaultRegion: nil)
    precondition(again.isPossible, "\(number.e164) is \(again.status)")
  }
  var listing = NumberListing(style: .table(.international), region: region)
  listing.read(UnsafeRawBufferPointer(rebasing: text[..<(text.count / 2)]))
  listing.read(UnsafeRawBufferPointer(rebasing: text[(text.count / 2)...]))
  listing.finish()
  let lineFeed = UInt8(ascii: "\n")
  let lines = text.count { $0 == lineFeed } + (text.isEmpty || text.last == lineFeed ? 0 : 1)
  precondition(listing.output.count { $0 == lineFeed } == lines)
  precondition(listing.output.count { $0 == UInt8(ascii: "\t") } == 5 * lines)
}
