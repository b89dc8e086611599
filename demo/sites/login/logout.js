// The region has already asked to log out: no second question.
document.getElementById('logout').submit();
