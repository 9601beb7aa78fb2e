namespace Flights;

/// <summary>
/// The states and territories of the airports, by their postal codes, as data/airports.csv has them. NA is what the file says of an
/// airport that lies in none, and what is said here of one that the file does not know.
/// </summary>
public enum State
{
    AK, AL, AR, AS, AZ, CA, CO, CQ, CT, DC, DE, FL, GA, GU, HI, IA, ID, IL, IN, KS, KY, LA, MA, MD, ME,
    MI, MN, MO, MS, MT, NA, NC, ND, NE, NH, NJ, NM, NV, NY, OH, OK, OR, PA, PR, RI, SC, SD, TN, TX, UT,
    VA, VI, VT, WA, WI, WV, WY,
}
