; The first elements of a list, and the rest.
(declare-datatype list (par (a) ((nil) (cons (head a) (tail (list a))))))
(declare-datatype Nat ((Z) (S (pred Nat))))
(define-fun-rec take (par (a) (((n Nat) (xs (list a))) (list a)))
  (match n
    ((Z (_ nil a))
     ((S m) (match xs ((nil (_ nil a)) ((cons y ys) (cons y (take m ys)))))))))
(define-fun-rec drop (par (a) (((n Nat) (xs (list a))) (list a)))
  (match n
    ((Z xs)
     ((S m) (match xs ((nil (_ nil a)) ((cons y ys) (drop m ys))))))))
(define-fun-rec append (par (a) (((xs (list a)) (ys (list a))) (list a)))
  (match xs ((nil ys) ((cons z zs) (cons z (append zs ys))))))
(prove
  (par (a)
    (forall ((n Nat) (xs (list a))) (= (append (take n xs) (drop n xs)) xs))))
